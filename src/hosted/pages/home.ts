import { Hono } from 'hono'
import { packageVersion } from '../../kernel/package-version.ts'
import { type Home, homePage, homeText } from './home-page.ts'
import { type PageEnvironment, showPage } from './page-environment.ts'

/** Answers `GET /`: with a page for browsers, with a few lines for other clients. */
export function homePages(parts: Omit<Home, 'version'>): Hono<PageEnvironment> {
  const home = { ...parts, version: packageVersion() }
  const pages = new Hono<PageEnvironment>()
  pages.get('/', (context) => {
    context.header('vary', 'Accept')
    const wantsHtml = /\btext\/html\b/i.test(context.req.header('accept') ?? '')
    return wantsHtml ? showPage(context, homePage(home)) : context.text(homeText(home))
  })
  return pages
}
