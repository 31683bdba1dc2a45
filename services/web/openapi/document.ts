import { accountOperations } from './account-operations.ts'
import { describeNamed, headers } from './components.ts'
import { describeOperation, type RouteTold } from './describe.ts'
import { type Example, readExamples } from './examples.ts'
import { type Operations, tags } from './operation.ts'
import { securitySchemes } from './security.ts'
import { statusOperations } from './status-operations.ts'
import { vehicleOperations } from './vehicle-operations.ts'

export const operations: Operations = { ...vehicleOperations, ...accountOperations, ...statusOperations }

/** The parts of an OpenAPI document that are read here. */
export interface Described {
  paths: Paths
  [more: string]: unknown
}

type Paths = Record<string, Methods>
type Methods = Record<string, RouteTold>

/** Adds to what the routes tell of themselves all that the operations say. A route that nobody described stays bare. */
export function completeDocument(document: Described): Described {
  const examples = Map.groupBy(readExamples(), ({ operation }) => operation)
  const all = [...examples.values()].flat()
  const paths = Object.entries(document.paths).map(([path, methods]): [string, Methods] => [
    path,
    completePath(path, methods, examples, all),
  ])
  return {
    ...document,
    paths: Object.fromEntries(inOrder(paths)),
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    components: { schemas: describeNamed(), headers, securitySchemes },
  }
}

function completePath(
  path: string,
  methods: Methods,
  examples: ReadonlyMap<string, readonly Example[]>,
  all: readonly Example[],
): Methods {
  const described = Object.entries(methods).map(([method, told]) => {
    const key = `${method.toUpperCase()} ${path}`
    const operation = operations[key]
    if (operation === undefined) return [method, told]
    return [method, describeOperation(operation, { method, told, own: examples.get(key) ?? [], all })]
  })
  return Object.fromEntries(described)
}

/** As the operations stand in their files. */
function inOrder<T>(paths: [string, T][]): [string, T][] {
  const known = Object.keys(operations).map((key) => key.replace(/^\w+ /, ''))
  const place = (path: string) => (known.includes(path) ? known.indexOf(path) : known.length)
  return paths.toSorted(([a], [b]) => place(a) - place(b))
}
