import { goMax, goMin } from '../go-math.ts'
import { element, type FunctionTable } from './function.ts'

/** Arithmetic on single values. */
export const mathFunctions: FunctionTable = {
  abs: element(Math.abs),
  ceil: element(Math.ceil),
  floor: element(Math.floor),
  exp: element(Math.exp),
  sqrt: element(Math.sqrt),
  ln: element(Math.log),
  log2: element(Math.log2),
  log10: element(Math.log10),
  sgn: element((value) => (value < 0 ? -1 : value > 0 ? 1 : value)),
  round: element((value, [nearest = 1]) => roundTo(value, nearest), 1, 1),
  clamp: element((value, [low = Number.NaN, high = Number.NaN]) => clamp(value, low, high), 2),
  clamp_min: element((value, [low = Number.NaN]) => clamp(value, low, Number.POSITIVE_INFINITY), 1),
  clamp_max: element((value, [high = Number.NaN]) => clamp(value, Number.NEGATIVE_INFINITY, high), 1),
}

/** Angles are in radians. */
export const trigonometry: FunctionTable = {
  sin: element(Math.sin),
  cos: element(Math.cos),
  tan: element(Math.tan),
  asin: element(Math.asin),
  acos: element(Math.acos),
  atan: element(Math.atan),
  sinh: element(Math.sinh),
  cosh: element(Math.cosh),
  tanh: element(Math.tanh),
  asinh: element(Math.asinh),
  acosh: element(Math.acosh),
  atanh: element(Math.atanh),
  rad: element((degrees) => (degrees * Math.PI) / 180),
  deg: element((radians) => (radians * 180) / Math.PI),
}

/** Ties go up; the inverse makes fewer rounding errors than a division by the step. */
function roundTo(value: number, nearest: number): number {
  const inverse = 1 / nearest
  return Math.floor(value * inverse + 0.5) / inverse
}

/** Between bounds that cross lies nothing. */
function clamp(value: number, low: number, high: number): number | undefined {
  return high < low ? undefined : goMax(low, goMin(high, value))
}
