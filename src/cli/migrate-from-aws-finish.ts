import { ConfigError } from '../config/config-error.ts'
import type { Storage } from '../domain/stores.ts'
import { forgetPosition } from './migrate-from-aws-position.ts'

/** Ends the link to the old pool. Answers how many users it leaves without a password. */
export async function finishMove(storage: Storage, userPoolId: string): Promise<string> {
  const without = await storage.stores.formerPools.countWithoutPassword(userPoolId)
  const ended = await storage.transaction(async (stores) => {
    await forgetPosition(stores, userPoolId)
    return stores.formerPools.delete(userPoolId)
  })
  if (!ended) throw new ConfigError([`user pool ${userPoolId} has no link to an old pool`])
  return (
    `The old pool is asked no more. ${without} users have no password here: ` +
    'they get in with ForgotPassword, or after AdminSetUserPassword.\n'
  )
}
