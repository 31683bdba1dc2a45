import { writeFileSync } from 'node:fs'
import { schemaText } from './shape.ts'

/** Writes monitoring.schema.json anew. */
writeFileSync(new URL('../../monitoring.schema.json', import.meta.url), schemaText())
