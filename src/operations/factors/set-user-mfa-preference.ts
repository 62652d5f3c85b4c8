import { lockOwnUser } from '../../domain/journeys/own-account/lock-own-user.ts'
import { setMfaPreference } from '../../domain/users/set-mfa-preference.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'
import { toMfaPreference } from './mfa-preference-request.ts'

export const SetUserMFAPreference = operation('SetUserMFAPreference', {
  access: accessToken(),

  async handle(input, { storage, now, caller }) {
    await storage.transaction(async (stores) => {
      const user = await lockOwnUser(stores, caller.user) // UserNotFoundException
      await setMfaPreference(stores, caller.pool, user, toMfaPreference(input), now) // InvalidParameterException
    })
    return {}
  },
})
