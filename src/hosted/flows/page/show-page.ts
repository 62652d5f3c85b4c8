import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import type { Answer } from '../../domains/answer.ts'
import { commonHeaders } from '../../domains/answers.ts'
import { cookie } from '../../domains/cookies.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { CATALOGUES } from '../../languages/catalogues.ts'
import { plainLook } from '../../pages/sign-in/look/plain-look.ts'
import { errorPage, unavailablePage } from '../../pages/sign-in/notice-page.tsx'
import { pageHeaders } from '../../pages/sign-in/page-headers.ts'
import type { Frame, Notice } from '../../pages/sign-in/parts/frame.ts'
import { formParts } from '../own-form.ts'
import { formTargets } from './form-targets.ts'
import { LANGUAGE_COOKIE, languageOf } from './language-of.ts'
import { lookOf } from './look-of.ts'
import { passingNotice } from './passing-notice.ts'

export interface Showing {
  readonly status?: number | undefined
  /** Values of `Set-Cookie`. */
  readonly cookies?: readonly string[] | undefined
  /** Whose look the page has; without one, that of the domain. */
  readonly client?: UserPoolClient | undefined
  /** Where a form of the page may lead to. */
  readonly redirectUri?: string | undefined
  /** Replaces the notice of the cookie for one page. */
  readonly notice?: Notice | undefined
}

/** Makes a page of what all pages share. */
export type PageMaker = (frame: Frame) => string | Promise<string>

/** Answers with a page of a domain. AWS: 403 for clients without a look of version 2. */
export async function showPage(exchange: Exchange, make: PageMaker, showing: Showing = {}): Promise<Answer> {
  const { domain, query, rawQuery, path } = exchange
  const look = await lookOf(exchange, showing.client)
  const language = languageOf(exchange)
  const texts = CATALOGUES[language]
  const passing = passingNotice(exchange, texts)
  const { csrf, cookies } = formParts(exchange)
  const frame: Frame = {
    language,
    texts,
    look: look ?? plainLook(domain.managedLoginVersion),
    base: domain.base,
    path,
    query: rawQuery,
    csrf,
    notice: showing.notice ?? passing.notice,
  }
  const html = look ? await make(frame) : unavailablePage({ frame })
  const headers = headersOf(exchange, frame, formTargets(showing.redirectUri ?? query.get('redirect_uri')))
  const all = [
    ...cookies,
    ...passing.cookies,
    ...stickyLanguage(exchange, language),
    ...(showing.cookies ?? []),
  ]
  return { status: look ? (showing.status ?? 200) : 403, headers, cookies: all, body: html }
}

function headersOf(
  exchange: Exchange,
  { look, language }: Frame,
  targets: readonly string[],
): Map<string, string> {
  const headers = commonHeaders(exchange)
  for (const [name, value] of Object.entries(pageHeaders(look.css, targets))) headers.set(name, value)
  headers.set('content-type', 'text/html;charset=UTF-8')
  headers.set('content-language', language === 'en' ? 'en-US' : language)
  return headers
}

/** Answers with a page without a form, in our own look, for which nothing is read from the database. */
export function showPlainPage(exchange: Exchange, status: number, make: (frame: Frame) => string): Answer {
  const { domain, path, rawQuery } = exchange
  const language = languageOf(exchange)
  const look = plainLook(domain.managedLoginVersion)
  const texts = CATALOGUES[language]
  const frame: Frame = { language, texts, look, base: domain.base, path, query: rawQuery, csrf: '' }
  return { status, headers: headersOf(exchange, frame, []), cookies: [], body: make(frame) }
}

/** AWS: a language that was asked for by `lang` sticks. */
function stickyLanguage(exchange: Exchange, language: string): readonly string[] {
  const isNew = exchange.query.has('lang') && exchange.cookies[LANGUAGE_COOKIE] !== language
  return isNew ? [cookie(exchange, LANGUAGE_COOKIE, language)] : []
}

/** A form that is too old, or not from our own page: the sign-in has to start again. */
export function showExpired(exchange: Exchange): Promise<Answer> {
  const make: PageMaker = (frame) =>
    errorPage({ frame, code: undefined, detail: frame.texts.sessionOver, mayStartAgain: true })
  return showPage(exchange, make, { status: 403 })
}
