import type { Expr, ValueType } from '../ast.ts'
import type { Element, Evaluation, PlacedElement, Row } from '../rows.ts'

/** What a function takes and gives. */
interface Signature {
  readonly args: readonly ValueType[]
  /** How many more than the last argument may follow it or, when negative, that any number may; the last may then be missing. */
  readonly variadic: number
  readonly returns: ValueType
}

/** The samples of one series that a range vector holds at one step. */
export interface Window {
  readonly times: Float64Array
  readonly values: Float64Array
  /** The edges of the range, Unix milliseconds; the samples lie in (start, end], unless the edges are not plain. */
  readonly start: number
  readonly end: number
  /** The step at which the function is evaluated, Unix milliseconds. */
  readonly at: number
  readonly edges: 'plain' | 'anchored' | 'smoothed'
}

export interface StepCall {
  readonly args: readonly Expr[]
  /** The vectors of the arguments at this step; a scalar is a vector of one. */
  readonly inputs: readonly PlacedElement[][]
  /** Unix milliseconds. */
  readonly at: number
  readonly evaluation: Evaluation
}

export interface RowsCall {
  readonly args: readonly Expr[]
  /** The first argument, evaluated. */
  readonly rows: readonly Row[]
  readonly evaluation: Evaluation
}

/** `element`: value by value; `window`: range by range; `step`: vector by vector; `rows`: over whole series. */
export type PromqlFunction = { readonly signature: Signature } & (
  | { readonly kind: 'element'; readonly apply: (value: number, args: readonly number[]) => number | undefined }
  | {
      readonly kind: 'window'
      readonly keepsName: boolean
      readonly apply: (window: Window, args: readonly number[]) => number | undefined
    }
  | { readonly kind: 'step'; readonly apply: (call: StepCall) => Element[] }
  | { readonly kind: 'rows'; readonly apply: (call: RowsCall) => Row[] }
)

export type FunctionTable = Readonly<Record<string, PromqlFunction>>

/** A function of single values, with scalars after the vector; undefined takes the element out. */
export function element(
  apply: (value: number, args: readonly number[]) => number | undefined,
  scalars = 0,
  variadic = 0,
): PromqlFunction {
  const args: ValueType[] = ['vector', ...Array<ValueType>(scalars).fill('scalar')]
  return { kind: 'element', signature: { args, variadic, returns: 'vector' }, apply }
}

/** A function of Unix times in seconds; without an argument, of the time of the step. */
export function ofTime(apply: (seconds: number) => number): PromqlFunction {
  return { kind: 'element', signature: { args: ['vector'], variadic: 1, returns: 'vector' }, apply }
}

/** A function of a range vector, with its scalars after it, or before where `args` says so. */
export function overRange(
  apply: (window: Window, args: readonly number[]) => number | undefined,
  args: readonly ValueType[] = ['matrix'],
  keepsName = false,
): PromqlFunction {
  return { kind: 'window', keepsName, signature: { args, variadic: 0, returns: 'vector' }, apply }
}

export function perVector(
  args: readonly ValueType[],
  returns: ValueType,
  apply: (call: StepCall) => Element[],
  variadic = 0,
): PromqlFunction {
  return { kind: 'step', signature: { args, variadic, returns }, apply }
}

export function overRows(args: readonly ValueType[], apply: (call: RowsCall) => Row[], variadic = 0): PromqlFunction {
  return { kind: 'rows', signature: { args, variadic, returns: 'vector' }, apply }
}

/** The value of a scalar argument. */
export function scalarOf(input: readonly Element[] | undefined): number {
  return input?.[0]?.value ?? Number.NaN
}

/** The value of a text argument; the check has proved that it is one. */
export function textOf(arg: Expr | undefined): string {
  if (arg?.kind === 'paren') return textOf(arg.expr)
  if (arg?.kind !== 'string') throw new Error('expected a text literal')
  return arg.value
}
