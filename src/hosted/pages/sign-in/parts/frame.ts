import type { Language } from '../../../languages/language.ts'
import type { Texts } from '../../../languages/texts.ts'
import type { Look } from '../look/look.ts'

/** What all pages of a sign-in have around their content. */
export interface Frame {
  readonly language: Language
  readonly texts: Texts
  readonly look: Look
  /** Where the pages of the domain are, from the root of the server: empty, or `/domains/…`. */
  readonly base: string
  /** This page, below {@link base}: where its forms go. */
  readonly path: string
  /** Of the sign-in, which every page passes on: without the question mark, empty if there is none. */
  readonly query: string
  /** What proves that a form comes from one of our pages. */
  readonly csrf: string
  readonly notice?: Notice | undefined
}

/** What a page says first, about what was just done. */
export interface Notice {
  readonly kind: 'error' | 'success'
  readonly text: string
}

/** AWS: the field of the token is called differently in the two versions. */
export function csrfField({ look }: Frame): string {
  return look.version === 1 ? '_csrf' : 'csrf'
}

/** The address of a page of the same sign-in. */
export function addressOf({ base, query }: Frame, path: string): string {
  return base + path + (query === '' ? '' : `?${query}`)
}

/** @param changed replaces parameters of the query */
export function changedAddress(
  frame: Frame,
  path: string,
  changed: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams(frame.query)
  for (const [name, value] of Object.entries(changed)) query.set(name, value)
  return `${frame.base}${path}?${query}`
}
