import { MediaQuery } from 'svelte/reactivity'
import type { Kept } from './kept.ts'

type Shade = 'light' | 'dark'

/** Light or dark: as the device says, until the visitor asks for the other. */
export class Theme {
  #kept: Kept
  #deviceIsDark = new MediaQuery('(prefers-color-scheme: dark)')
  #chosen: Shade | null = $state(null)

  shade: Shade = $derived(this.#chosen ?? this.#deviceShade)

  constructor(kept: Kept) {
    this.#kept = kept
    const text = kept.read()
    this.#choose(text === 'light' || text === 'dark' ? text : null)
  }

  /** Turns to the other shade. What the device says anyway is not kept, so that the page follows the device again. */
  toggle(): void {
    const other: Shade = this.shade === 'dark' ? 'light' : 'dark'
    this.#choose(other === this.#deviceShade ? null : other)
    this.#kept.write(this.#chosen)
  }

  get #deviceShade(): Shade {
    return this.#deviceIsDark.current ? 'dark' : 'light'
  }

  #choose(shade: Shade | null): void {
    this.#chosen = shade
    if (shade === null) delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = shade
  }
}
