/** What a credential may do: look up, and remove what was looked up; read that; make, rotate and revoke keys. */
export const scopes = ['decode', 'read', 'manage-keys'] as const

export type Scope = (typeof scopes)[number]

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text)
}

/** Whether a holder of `held` gains nothing by a credential with `wanted`. */
export function covers(held: readonly Scope[], wanted: readonly Scope[]): boolean {
  return wanted.every((scope) => held.includes(scope))
}
