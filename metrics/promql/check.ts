import { NAME_LABEL } from '../model/labels.ts'
import {
  type Aggregation,
  type Binary,
  type Call,
  type Expr,
  isComparison,
  isSetOperator,
  type Unary,
  type ValueType,
  type VectorSelector,
} from './ast.ts'
import { errorAt, type PromqlError } from './error.ts'
import { functionNamed } from './functions/table.ts'

const NAMES: Readonly<Record<ValueType, string>> = {
  scalar: 'scalar',
  string: 'string',
  vector: 'instant vector',
  matrix: 'range vector',
}

/**
 * Proves that an expression can mean something: types, numbers of arguments, labels.
 * @param text what `expr` was read from, for the positions.
 * @throws PromqlError of reason `type`, or `unsupported` with the name of what this engine does not know.
 */
export function check(text: string, expr: Expr): ValueType {
  const typeOf = (of: Expr): ValueType => check(text, of)
  const complain = (at: number, complaint: string): PromqlError => errorAt('type', text, at, complaint)
  switch (expr.kind) {
    case 'number':
      return 'scalar'
    case 'string':
      return 'string'
    case 'paren':
      return typeOf(expr.expr)
    case 'selector':
      return checkSelector(expr, complain)
    case 'matrix':
      checkSelector(expr.selector, complain)
      return 'matrix'
    case 'subquery':
      if (typeOf(expr.expr) !== 'vector')
        throw complain(expr.span.from, `subquery is only allowed on instant vector, got ${typeOf(expr.expr)} instead`)
      return 'matrix'
    case 'unary':
      return checkUnary(expr, typeOf, complain)
    case 'binary':
      return checkBinary(expr, typeOf, complain)
    case 'aggregation':
      return checkAggregation(expr, typeOf, complain)
    case 'call':
      return checkCall(text, expr, typeOf, complain)
  }
}

type TypeOf = (expr: Expr) => ValueType
type Complain = (at: number, complaint: string) => PromqlError

function checkSelector(selector: VectorSelector, complain: Complain): 'vector' {
  const names = selector.matchers.filter(({ name, operator }) => name === NAME_LABEL && operator === '=')
  const named = selector.matchers.filter(({ name }) => name === NAME_LABEL)
  if (selector.metric !== '' && named.length > 1) {
    throw complain(
      selector.span.from,
      `metric name must not be set twice: ${JSON.stringify(selector.metric)} or ${JSON.stringify(named[0]?.value)}`,
    )
  }
  if (names.length > 1 && selector.metric === '') {
    throw complain(
      selector.span.from,
      `metric name must not be set twice: ${names.map(({ value }) => JSON.stringify(value)).join(' or ')}`,
    )
  }
  if (selector.matchers.every(({ matches }) => matches(''))) {
    throw complain(selector.span.from, 'vector selector must contain at least one non-empty matcher')
  }
  return 'vector'
}

function checkUnary({ span, expr }: Unary, typeOf: TypeOf, complain: Complain): ValueType {
  const type = typeOf(expr)
  if (type === 'scalar' || type === 'vector') return type
  throw complain(
    span.from,
    `unary expression only allowed on expressions of type scalar or instant vector, got "${NAMES[type]}"`,
  )
}

function checkBinary(expr: Binary, typeOf: TypeOf, complain: Complain): ValueType {
  const { operator, left, right } = expr
  const types = [typeOf(left), typeOf(right)]
  const scalars = types.every((type) => type === 'scalar')
  checkBool(expr, scalars, complain)
  for (const [i, side] of [left, right].entries()) {
    if (types[i] === 'scalar' || types[i] === 'vector') continue
    throw complain(side.span.from, 'binary expression must contain only scalar and instant vector types')
  }
  if (types.every((type) => type === 'vector')) {
    checkMatching(expr, complain)
    return 'vector'
  }
  refuseMatching(expr, complain)
  if (!isSetOperator(operator)) return scalars ? 'scalar' : 'vector'
  throw complain(expr.span.from, `set operator "${operator}" not allowed in binary scalar expression`)
}

function checkBool({ operator, operatorSpan, bool }: Binary, scalars: boolean, complain: Complain): void {
  if (bool && !isComparison(operator)) {
    throw complain(operatorSpan.from, 'bool modifier can only be used on comparison operators')
  }
  if (isComparison(operator) && !bool && scalars) {
    throw complain(operatorSpan.from, 'comparisons between scalars must use BOOL modifier')
  }
}

function checkMatching({ operator, operatorSpan, span, matching }: Binary, complain: Complain): void {
  const twice = matching.on ? matching.labels.find((label) => matching.include.includes(label)) : undefined
  if (twice !== undefined)
    throw complain(operatorSpan.from, `label "${twice}" must not occur in ON and GROUP clause at once`)
  if (!isSetOperator(operator)) return
  if (matching.cardinality !== 'one-to-one')
    throw complain(span.from, `no grouping allowed for "${operator}" operation`)
  if (matching.fillLeft !== undefined || matching.fillRight !== undefined) {
    throw complain(span.from, 'filling in missing series not allowed for set operators')
  }
}

function refuseMatching({ span, matching }: Binary, complain: Complain): void {
  if (matching.labels.length > 0) throw complain(span.from, 'vector matching only allowed between instant vectors')
  if (matching.fillLeft !== undefined || matching.fillRight !== undefined) {
    throw complain(span.from, 'filling in missing series only allowed between instant vectors')
  }
}

function checkAggregation({ name, param, expr }: Aggregation, typeOf: TypeOf, complain: Complain): 'vector' {
  const expect = (of: Expr, wanted: ValueType, context: string): void => {
    const got = typeOf(of)
    if (got !== wanted) throw complain(of.span.from, `expected type ${NAMES[wanted]} in ${context}, got ${NAMES[got]}`)
  }
  expect(expr, 'vector', 'aggregation expression')
  if (param !== undefined) expect(param, name === 'count_values' ? 'string' : 'scalar', 'aggregation parameter')
  return 'vector'
}

function checkCall(text: string, { name, span, args }: Call, typeOf: TypeOf, complain: Complain): ValueType {
  const called = functionNamed(name)
  if (called === undefined) throw errorAt('unsupported', text, span.from, reasonAgainst(name))
  const { args: wanted, variadic, returns } = called.signature
  checkCount(name, args.length, wanted.length, variadic, (complaint) => complain(span.from, complaint))
  for (const [i, arg] of args.entries()) {
    const type = wanted[i] ?? wanted.at(-1)
    const got = name === 'info' && i === 1 ? checkLabelSelector(arg, complain) : typeOf(arg)
    if (type === undefined || got === type) continue
    throw complain(arg.span.from, `expected type ${NAMES[type]} in call to function "${name}", got ${NAMES[got]}`)
  }
  return returns
}

/** A selector that only picks labels may match everything, and has no name in front. */
function checkLabelSelector(arg: Expr, complain: Complain): 'vector' {
  if (arg.kind !== 'selector') throw complain(arg.span.from, 'expected label selectors only')
  if (arg.metric !== '') throw complain(arg.span.from, 'expected label selectors only, got vector selector instead')
  return 'vector'
}

function checkCount(
  name: string,
  got: number,
  named: number,
  variadic: number,
  complain: (complaint: string) => PromqlError,
): void {
  if (variadic === 0 && got !== named) throw complain(`expected ${named} argument(s) in call to "${name}", got ${got}`)
  if (variadic === 0) return
  const least = named - 1
  const most = variadic < 0 ? Number.POSITIVE_INFINITY : least + variadic
  if (got < least) throw complain(`expected at least ${least} argument(s) in call to "${name}", got ${got}`)
  if (got > most) throw complain(`expected at most ${most} argument(s) in call to "${name}", got ${got}`)
}

/** All other names that the grammar knows. */
function reasonAgainst(name: string): string {
  if (name.startsWith('histogram_')) return `function "${name}" is for native histograms, which are not supported`
  return `function "${name}" is not supported`
}
