import type { LostFactors } from '../../domain/moving/lost-factors.ts'

const SHOWN_AT_MOST = 100

/** The part of a report that names the users. */
export function lostFactorsText({ users, named, unknown }: LostFactors): string {
  if (users + unknown === 0) return ''
  const shown = named.slice(0, SHOWN_AT_MOST)
  const lines = shown.map(({ sub, username, factors }) => `  - ${sub} ${username}: ${factors.join(', ')}\n`)
  const more = users - shown.length
  return [
    '\nUsers whose authenticator app stays behind\n',
    ...lines,
    more > 0
      ? `  - and ${more} more: --report names a thousand, and the server's log names each at the first sign-in\n`
      : '',
    unknown > 0
      ? `  - unknown of ${unknown} users: AdminGetUser was refused, or skipped (--skip-factors)\n`
      : '',
  ].join('')
}
