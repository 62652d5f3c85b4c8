import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import type { Language } from './language.ts'
import { nl } from './nl.ts'
import { ptBr } from './pt-br.ts'
import type { Texts } from './texts.ts'
import { zhCn } from './zh-cn.ts'
import { zhTw } from './zh-tw.ts'

/** What the pages say in each language. A new language is a file here, and a value in `language.ts`. */
export const CATALOGUES: Readonly<Record<Language, Texts>> = {
  en,
  fr,
  de,
  it,
  es,
  'pt-BR': ptBr,
  nl,
  id,
  ja,
  ko,
  'zh-CN': zhCn,
  'zh-TW': zhTw,
}
