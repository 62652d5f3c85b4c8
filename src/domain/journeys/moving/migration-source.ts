import { ServiceError } from '../../../contract/service-error.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { callUserMigration, type Newcomer } from '../../triggers/user-migration.ts'
import type { UserSearch, UserSource } from '../shared/user-source.ts'
import { migratedMember } from './migrated-member.ts'

/** The UserMigration function of a pool. AWS: it is only asked about users who are not here. */
export function migrationSource(
  context: RequestContext,
  arn: string,
  { pool, client, validationData, clientMetadata }: UserSearch,
): UserSource {
  async function ask(newcomer: Pick<Newcomer, 'source' | 'requested' | 'password'>) {
    const asked = { clientId: client.id, validationData, clientMetadata, ...newcomer }
    const found = await callUserMigration(context, arn, pool, asked)
    return found && (() => migratedMember(context, pool, newcomer.requested, found))
  }

  /** The texts of functions are not logged: they may name users. */
  async function logging<Result>(work: () => Promise<Result>): Promise<Result | 'failed'> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      if (error.name !== 'UserLambdaValidationException' && error.name !== 'UnexpectedLambdaException') {
        const about = { requestId: context.requestId, userPoolId: pool.id, reason: error.message }
        context.log.warn('The answer of the UserMigration function cannot be used', about)
      }
      return 'failed'
    }
  }

  return {
    knowsUsersHere: false,
    async tryPassword(requested, password) {
      const found = await logging(() => ask({ source: 'Authentication', requested, password }))
      if (found === 'failed') return { says: 'failed' }
      if (!found) return { says: 'unknownUser' }
      return { says: 'right', findMember: () => logging(found) }
    },
    findMember: (requested) =>
      logging(async () => {
        const found = await ask({ source: 'ForgotPassword', requested, password: undefined })
        return found?.()
      }),
  }
}
