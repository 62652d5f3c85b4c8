/** The languages of the pages, by the values that `lang` takes (AWS: managed login has these). */
export const LANGUAGES = [
  'en',
  'fr',
  'de',
  'it',
  'es',
  'pt-BR',
  'nl',
  'id',
  'ja',
  'ko',
  'zh-CN',
  'zh-TW',
] as const

export type Language = (typeof LANGUAGES)[number]

/** Each in its own words, so that its speakers find it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
  it: 'Italiano',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  nl: 'Nederlands',
  id: 'Bahasa Indonesia',
  ja: '日本語',
  ko: '한국어',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
}

/** The language that a value of `lang` names, in any case; undefined for others. */
export function toLanguage(given: string | undefined): Language | undefined {
  const wanted = given?.toLowerCase()
  return LANGUAGES.find((language) => language.toLowerCase() === wanted)
}
