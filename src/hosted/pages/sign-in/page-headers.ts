import { createHash } from 'node:crypto'

/**
 * A page may load its own style and the script and images of its own origin, and nothing else. Its forms stay here too,
 * except that the answer of one may lead on to the application.
 * @param application where that is, such as the address that the sign-in returns to
 */
export function pageHeaders(css: string, application?: string): Readonly<Record<string, string>> {
  const style = createHash('sha256').update(css).digest('base64')
  return {
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${style}'`,
      "script-src 'self'",
      "img-src 'self'",
      `form-action 'self'${sourceOf(application)}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    pragma: 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}

/**
 * Browsers apply the policy of forms to the redirects that follow them too. Of an app's own scheme there is only the
 * scheme; an address that is none adds nothing.
 */
function sourceOf(application: string | undefined): string {
  if (application === undefined || !URL.canParse(application)) return ''
  const { origin, protocol } = new URL(application)
  const source = origin === 'null' ? protocol : origin
  return /^[a-z0-9+.:/[\]-]+$/i.test(source) ? ` ${source}` : '' // nothing else may enter a policy
}
