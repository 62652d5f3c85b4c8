import { lockOwnUser } from '../../domain/journeys/own-account/lock-own-user.ts'
import { setSmsOption } from '../../domain/users/set-mfa-preference.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'
import { wantsSms } from './mfa-options-request.ts'

export const SetUserSettings = operation('SetUserSettings', {
  access: accessToken(),

  async handle(input, { storage, now, caller }) {
    const isWanted = wantsSms(input) // InvalidParameterException
    await storage.transaction(async (stores) => {
      const user = await lockOwnUser(stores, caller.user) // UserNotFoundException
      await setSmsOption(stores, user, isWanted, now) // InvalidParameterException
    })
    return {}
  },
})
