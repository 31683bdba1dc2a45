import { Gauge, type Registry } from 'prom-client'

/** Counted when asked. */
export function countReaders(registry: Registry, readers: () => number): void {
  new Gauge({
    name: 'status_board_clients',
    help: 'Browsers and programs that read the live board.',
    registers: [registry],
    collect() {
      this.set(readers())
    },
  })
}
