const fields = /^\s*([^\s;]+)\s*(?:;.*?\bq=([\d.]+))?/i

/** Whether a header `Accept` asks for CSV rather than JSON; what it does not tell apart is JSON. */
export function prefersCsv(accept: string): boolean {
  const weights = new Map<string, number>()
  for (const part of accept.split(',')) {
    const [, type = '', weight = '1'] = fields.exec(part) ?? []
    weights.set(type.toLowerCase(), Number(weight))
  }
  const csv = weights.get('text/csv') ?? 0
  return csv > (weights.get('application/json') ?? 0)
}
