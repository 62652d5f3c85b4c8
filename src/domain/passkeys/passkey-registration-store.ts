import type { Instant } from '../../kernel/clock.ts'
import type { PasskeyRegistration } from './passkey-registration.ts'

export interface PasskeyRegistrationStore {
  /** Replaces an earlier registration of the user. */
  put(registration: PasskeyRegistration): Promise<void>
  find(userPoolId: string, sub: string): Promise<PasskeyRegistration | undefined>
  /** Uses the challenge up. Of concurrent requests with it, only one gets true. */
  consume(registration: PasskeyRegistration): Promise<boolean>
  deleteExpired(before: Instant): Promise<number>
}
