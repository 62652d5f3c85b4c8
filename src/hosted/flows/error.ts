import { PAGE_DESCRIPTIONS, PAGE_ERRORS } from '../../domain/journeys/oauth/page-descriptions.ts'
import type { Exchange } from '../domains/exchange.ts'
import { errorPage } from '../pages/sign-in/error-page.ts'
import { showPage } from './show-page.ts'

/** GET /error. AWS: 400. Texts that are not ours are not shown: anyone can make a link to this page. */
export function showError(exchange: Exchange): Promise<Response> {
  const { query } = exchange
  const error = known(PAGE_ERRORS, query.get('error'))
  const detail = known(PAGE_DESCRIPTIONS, query.get('error_description')) ?? error
  const page = errorPage({ message: 'An error was encountered with the requested page.', detail })
  return showPage(exchange, page, { status: 400 })
}

function known(texts: readonly string[], text: string | null): string | undefined {
  return texts.find((other) => other === text)
}
