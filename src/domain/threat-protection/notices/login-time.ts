import type { Instant } from '../../../kernel/clock.ts'

const DATE = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' })
const TIME = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  hour12: true,
  timeZone: 'UTC',
})

/** The time of a sign-in as notifications write it: `Friday, March 19, 2021 02:25 PM UTC`. */
export function loginTime(now: Instant): string {
  const time = TIME.format(now).replace('\u202f', ' ') // some versions of Node put a narrow space before AM and PM
  return `${DATE.format(now)} ${time} UTC`
}
