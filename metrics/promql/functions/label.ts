import { RE2JS } from 're2js'
import { isLabelName, labelValue, NAME_LABEL, withLabel } from '../../model/labels.ts'
import { executionError, PromqlError } from '../error.ts'
import { isPatternError } from '../matchers.ts'
import { mergeSameLabels, type Row } from '../rows.ts'
import { type FunctionTable, overRows, type RowsCall, textOf } from './function.ts'

/** New labels from old ones; values stay as they are. */
export const labelFunctions: FunctionTable = {
  label_replace: overRows(['vector', 'string', 'string', 'string', 'string'], replaceLabel),
  label_join: overRows(['vector', 'string', 'string', 'string'], joinLabels, -1),
}

function replaceLabel({ args, rows }: RowsCall): Row[] {
  const [target = '', replacement = '', source = '', pattern = ''] = args.slice(1).map(textOf)
  const compiled = compile(pattern)
  requireLabelName(target, 'destination', 'label_replace')
  const changed = rows.map((row) => {
    const match = compiled.exec(labelValue(row.labels, source))
    return match === null ? row : relabelled(row, target, expand(replacement, match))
  })
  return mergeSameLabels(changed)
}

function joinLabels({ args, rows }: RowsCall): Row[] {
  const [target = '', separator = '', ...sources] = args.slice(1).map(textOf)
  for (const source of sources) requireLabelName(source, 'source', 'label_join')
  requireLabelName(target, 'destination', 'label_join')
  const changed = rows.map((row) => {
    const joined = sources.map((source) => labelValue(row.labels, source)).join(separator)
    return relabelled(row, target, joined)
  })
  return mergeSameLabels(changed)
}

/** A name that was set on purpose stays. */
function relabelled(row: Row, target: string, value: string): Row {
  const nameDropped = target === NAME_LABEL ? false : row.nameDropped
  return { ...row, nameDropped, labels: withLabel(row.labels, target, value) }
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(`^(?s:${pattern})$`)
  } catch (error) {
    if (!isPatternError(error)) throw error
    const message = `invalid regular expression in label_replace(): ${pattern}`
    throw new PromqlError('execution', message, undefined, { cause: error })
  }
}

function requireLabelName(name: string, role: 'source' | 'destination', of: string): void {
  if (!isLabelName(name)) throw executionError(`invalid ${role} label name in ${of}(): ${name}`)
}

/** Go's template: `$1`, `$name`, `${name}`, `$$`; the longest name counts, an unknown group is empty. */
function expand(template: string, match: readonly unknown[] & { readonly groups?: Record<string, string> }): string {
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare
    if (name === undefined) return '$'
    return String((/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '')
  })
}
