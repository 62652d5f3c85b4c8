import { hash } from 'node:crypto'

/** Parameters that may change from page to page. */
const FREE = ['lang']

/** A digest of the authorization request that the pages of a sign-in are for. */
export function flowSubject(query: URLSearchParams): string {
  const bound = [...query].filter(([name]) => !FREE.includes(name))
  return hash('sha256', new URLSearchParams(bound).toString(), 'base64url')
}
