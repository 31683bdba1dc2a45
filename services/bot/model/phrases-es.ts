import type { Phrases } from './topic.ts'

export const spanish: Phrases = {
  engine: 'motor, que motor, que motor tiene, cilindrada, cilindros, cilindro, litros, turbo, tamaño del motor',
  fuel: `
    combustible, que combustible, tipo de combustible, gasolina, diesel, gasoleo, nafta, electrico,
    hibrido, gasolina o diesel, con que funciona, que gasta, que usa`,
  power: `
    potencia, caballos, caballos de fuerza, cv, hp, kw, cuantos caballos, cuanta potencia, que potencia,
    potencia del motor, caballaje`,
  year: `
    año, que año, de que año es, año del modelo, año de fabricacion, cuando, cuando se fabrico,
    cuando fue fabricado, cuando se hizo, antiguedad, que edad, cuantos años, cuantos años tiene`,
  make: 'marca, que marca, de que marca es, marca y modelo',
  model: 'modelo, que modelo, que coche es, que carro es, que auto es, que vehiculo es, que es',
  built: `
    donde, donde se fabrico, donde fue fabricado, donde se hizo, donde se construyo, fabricado, fabrica,
    planta, ensamblado, ensamblaron, hecho en, pais, que pais, de que pais, de donde es, de donde viene,
    origen, pais de origen`,
  maker: `
    fabricante, quien lo fabrico, quien lo hizo, quien lo fabrica, quien fabrica, quien lo construyo,
    empresa, compañia, fabricado por`,
  drive: `
    traccion, que traccion, tipo de traccion, 4x4, 4x2, awd, fwd, rwd, traccion delantera,
    traccion trasera, traccion integral, cuatro ruedas`,
  transmission: `
    transmision, caja, caja de cambios, cambio, cambios, marchas, automatico, automatica, manual,
    manual o automatico, automatico o manual`,
  doors: 'puertas, puerta, cuantas puertas, numero de puertas',
  body: 'carroceria, tipo de carroceria, sedan, cupe, familiar, descapotable, todoterreno, suv, furgoneta',
  type: 'tipo, que tipo, tipo de vehiculo, que clase, clase de vehiculo, camion, moto, motocicleta',
  weight: 'peso, pesa, cuanto pesa, peso bruto, que peso, masa',
  trim: 'acabado, version, serie, equipamiento, edicion, que version, nivel de equipamiento',
  recalls: `
    retirada, retiradas, llamada a revision, llamadas a revision, llamado a revision, llamados a revision,
    recall, recalls, campaña, campañas`,
  value: 'valor, precio, vale, cuesta, cuanto vale, cuanto cuesta, que precio, valor de mercado, coste, costo',
  accidents: `
    accidente, accidentes, choque, choques, chocado, daño, daños, siniestro, siniestros, robado, robo,
    ha tenido accidentes, tuvo accidentes`,
  owners: 'dueño, dueños, propietario, propietarios, cuantos dueños, de quien es, dueños anteriores',
  mileage: 'kilometraje, kilometros, cuantos kilometros, millas, odometro, millaje, recorrido',
  colour: 'color, que color, de que color es, pintura',
  sure: `
    seguro, estas seguro, que tan seguro, que tan seguro es, fuente, fuentes, como lo sabes,
    de donde lo sabes, quien lo dice, fiable, confiable, certeza, cierto, exacto, de donde sale,
    de donde salen`,
  'check-digit': `
    digito de control, digito verificador, digito de verificacion, valido, es valido, es valido el vin,
    vin valido, vin correcto, es correcto el vin, esta bien el vin, posicion 9`,
  vin: 'vin, bastidor, numero de bastidor, numero de chasis, que vin, cual es el vin, cual era el vin',
  details: `
    detalles, detalle, todo, mas, dime mas, dime todo, todos los datos, informe completo, ficha,
    ficha tecnica, especificaciones`,
  compare: `
    compara, comparar, comparalo, compara con, comparalo con, comparacion, contra, versus, vs, diferencia,
    diferencias, frente a`,
  refresh: `
    actualiza, actualizar, actualizalo, consulta de nuevo, consultalo de nuevo, vuelve a consultar,
    refresca, recarga`,
  save: 'guarda, guardar, guardalo, guardala, recuerda, recuerdalo, favorito, favoritos',
}
