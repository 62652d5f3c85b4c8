import type { Exchange } from '../../domains/exchange.ts'
import { LANGUAGES, type Language, toLanguage } from '../../languages/language.ts'

/** AWS: the name of the cookie in which the language sticks. */
export const LANGUAGE_COOKIE = 'lang'

/** How many languages of a header are looked at. */
const MOST = 16

/** Our language for the beginning of a tag, for tags that are not exactly one of our languages. */
const NEAREST: readonly (readonly [tag: string, language: Language])[] = [
  ['zh-hant', 'zh-TW'],
  ['zh-hk', 'zh-TW'],
  ['zh-mo', 'zh-TW'],
  ['zh', 'zh-CN'],
  ['pt', 'pt-BR'],
]

/** The language of a page: that of `lang`, or of an earlier `lang`, or the first of the browser's that we have. */
export function languageOf({
  query,
  cookies,
  headers,
}: Pick<Exchange, 'query' | 'cookies' | 'headers'>): Language {
  return (
    toLanguage(query.get('lang') ?? undefined) ??
    toLanguage(cookies[LANGUAGE_COOKIE]) ??
    acceptedLanguage(headers.get('accept-language') ?? '') ??
    'en'
  )
}

/** By the header `Accept-Language` (RFC 9110, section 12.5.4). */
function acceptedLanguage(header: string): Language | undefined {
  return header
    .split(',', MOST)
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const weight = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='))
      return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => nearest(tag))
    .find((language) => language !== undefined)
}

function nearest(tag: string): Language | undefined {
  const isBelow = (start: string) => tag === start || tag.startsWith(`${start}-`)
  const exact = toLanguage(tag) ?? NEAREST.find(([start]) => isBelow(start))?.[1]
  return exact ?? LANGUAGES.find(isBelow)
}
