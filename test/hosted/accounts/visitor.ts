import assert from 'node:assert/strict'
import type { Poolhouse } from '../../support/poolhouse.ts'
import { asking, type Browser, csrfOf, openBrowser, queryOf, type Site } from '../oauth/site.ts'

/** A browser without script on the pages of a sign-in. It follows redirects between them. */
export function openVisitor(
  site: Site,
  change: Record<string, string> = {},
  browser: Browser = openBrowser(site),
) {
  const query = queryOf(asking(site, change))
  let path = ''

  async function arrive(response: Response): Promise<Page> {
    if (response.status !== 302) return { path, status: response.status, text: await response.text() }
    const location = response.headers.get('location') ?? ''
    if (!location.startsWith(site.base)) return { path: location, status: 302, text: '' }
    path = location.slice(site.base.length)
    return arrive(await browser.get(path))
  }

  return {
    browser,
    site,
    /** With its query, on the domain. */
    path: () => path,

    /** @param to such as `/signup` */
    async visit(to: string): Promise<Page> {
      path = `${to}${query}`
      return arrive(await browser.get(path))
    },

    /** Fills in the form of the page, or another page's form, and sends it. */
    async send(fields: Record<string, string>, to = path): Promise<Page> {
      const csrf = await csrfOf(await browser.get(path))
      path = to.includes('?') ? to : `${to}${query}`
      return arrive(await browser.post(path, { csrf, ...fields }))
    },
  }
}

export interface Page {
  /** On the domain, or the address of the client. */
  readonly path: string
  readonly status: number
  readonly text: string
}

/** The path of a page without its query. */
export const placeOf = ({ path }: Page): string => path.replace(/\?.*$/, '')

/** What a page says first. */
export function noticeOf({ text }: Page): string | undefined {
  return /<div class="(?:errorMessage-customizable|done)" role="\w+">(.*?)<\/div>/.exec(text)?.[1]
}

/** The faults that stand at fields of a page. */
export function faultsOf({ text }: Page): string[] {
  return [...text.matchAll(/<p class="fault" id="f-[\w-]+">(.*?)<\/p>/g)].map(([, fault]) => fault ?? '')
}

/** The digits of the newest message to an address or number. */
export async function codeSentTo(house: Poolhouse, to: string): Promise<string> {
  await house.settled()
  const [newest] = await house.storage.stores.inbox.newest({ limit: 1, to })
  return /\d{6,}/.exec(newest?.body ?? '')?.[0] ?? assert.fail(`no code was sent to ${to}`)
}

/** How many messages an address or number got. */
export async function messagesTo(house: Poolhouse, to: string): Promise<number> {
  await house.settled()
  return (await house.storage.stores.inbox.newest({ limit: 100, to })).length
}
