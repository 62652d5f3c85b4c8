import { createHash } from 'node:crypto'

/**
 * A page may load its own style and the script and images of its own origin, and nothing else. Its forms stay here too,
 * except that the answer of one may lead on to the application.
 * @param targets sources where that may be (Content Security Policy Level 3, `form-action`)
 */
export function pageHeaders(css: string, targets: readonly string[] = []): Readonly<Record<string, string>> {
  const style = createHash('sha256').update(css).digest('base64')
  return {
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${style}'`,
      `form-action ${["'self'", ...targets].join(' ')}`,
      "script-src 'self'",
      "img-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    pragma: 'no-cache',
    // With no-referrer, browsers would send `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}
