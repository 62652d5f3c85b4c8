import { ConfigError } from '../config/config-error.ts'
import type { Storage } from '../domain/stores.ts'
import { forgetPosition, readPosition } from './migrate-from-aws-position.ts'

/** Ends the link to the old pool, if it has a client for one, and the move. Answers how many users it leaves without a password. */
export async function finishMove(storage: Storage, userPoolId: string): Promise<string> {
  const without = await storage.stores.formerPools.countWithoutPassword(userPoolId)
  const ended = await storage.transaction(async (stores) => {
    const isMoved = (await readPosition(stores, userPoolId)) !== undefined
    await forgetPosition(stores, userPoolId)
    return (await stores.formerPools.delete(userPoolId)) || isMoved
  })
  if (!ended) throw new ConfigError([`user pool ${userPoolId} has no link to an old pool`])
  return (
    `The old pool is asked no more. ${without} users have no password here: ` +
    'they get in with ForgotPassword, or after AdminSetUserPassword.\n'
  )
}
