import type { Attachment } from 'svelte/attachments'

/** Moves the focus to an element as it appears, if `wanted` by then; a page that only followed its address keeps it. */
export function focusWhen(wanted: () => boolean): Attachment<HTMLElement> {
  return (element) => {
    if (wanted()) element.focus()
  }
}
