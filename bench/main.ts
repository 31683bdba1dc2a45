import { measureGateway } from './gateway.ts'
import { measureHistory } from './history.ts'
import { table } from './measure.ts'
import { measureVehicles } from './vehicles.ts'

/** `npm run bench`: each figure as a ratio of a peer or a promised limit, measured in this run. */
const rows = [...(await measureVehicles()), ...(await measureGateway()), ...(await measureHistory())]
process.stdout.write(`${table(rows)}\n`)
