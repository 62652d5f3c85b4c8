import { PAGE_DESCRIPTIONS, PAGE_ERRORS } from '../../domain/journeys/oauth/page-descriptions.ts'
import type { Answer } from '../domains/answer.ts'
import type { Exchange } from '../domains/exchange.ts'
import { errorPage } from '../pages/sign-in/notice-page.tsx'
import { showPage } from './page/show-page.ts'

/** GET /error. AWS: 400. Texts that are not ours are not shown: anyone can make a link to this page. */
export function showError(exchange: Exchange): Promise<Answer> {
  const { query } = exchange
  const code = known(PAGE_ERRORS, query.get('error'))
  const detail = known(PAGE_DESCRIPTIONS, query.get('error_description'))
  const kept = new URLSearchParams({
    ...(code !== undefined && { error: code }),
    ...(detail !== undefined && { error_description: detail }),
  })
  return showPage(
    exchange,
    (frame) => errorPage({ frame: { ...frame, query: `${kept}` }, code, detail, mayStartAgain: false }),
    { status: 400 },
  )
}

function known(texts: readonly string[], text: string | null): string | undefined {
  return texts.find((other) => other === text)
}
