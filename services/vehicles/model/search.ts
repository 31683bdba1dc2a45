/** The words of a text that somebody typed. Postgres takes no NUL. */
export function wordsOf(typed: string): string[] {
  return typed
    .toWellFormed()
    .split(/[\s\p{C}]+/u)
    .filter((word) => word !== '')
}

/** The words of a search as patterns for SQL's LIKE; what has a meaning there stands for itself. */
export function likePatterns(search: string): string[] {
  return wordsOf(search).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
}
