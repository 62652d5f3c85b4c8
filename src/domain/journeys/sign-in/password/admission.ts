import type { Instant } from '../../../../kernel/clock.ts'
import type { SingleUse } from '../../../credentials/consumed-token-store.ts'
import type { ProvenUser } from '../../../credentials/credential-store.ts'
import { assertNotExpired, type StoredPassword } from '../../../credentials/stored-password.ts'
import { assertNotLocked } from '../../../limits/sign-in-lockout.ts'
import type { Stores } from '../../../stores.ts'
import { assertMayHoldTokens } from '../../../users/may-hold-tokens.ts'
import type { User } from '../../../users/user.ts'
import { incorrectUsernameOrPassword } from '../../../users/user-errors.ts'
import type { UserStanding } from '../../../users/user-store.ts'
import type { ProvenStep } from '../sign-in.ts'

/** A user, and the password that the user has just proven to know. */
export interface ProvenPassword {
  readonly user: User
  readonly password: StoredPassword
}

/** How a user has just proven to know a password. */
export interface PasswordProof extends ProvenPassword {
  readonly kind: 'password' | 'srp'
  /** What the proof was made with, if it can be used once. */
  readonly spends?: SingleUse | undefined
}

/**
 * The step of a user who has proven to know the password.
 * @throws NotAuthorizedException, UserNotConfirmedException or PasswordResetRequiredException for a user who may not sign
 *   in although the password is right
 */
export function provenByPassword(proof: PasswordProof, now: Instant): ProvenStep {
  const { kind, user, password } = proof
  assertMayEnter(user, password, now)
  const proofs = [{ kind, revision: password.revision }]
  return {
    user,
    proofs,
    async settle(stores) {
      const { failures, mfa } = await admit(stores, proof, now)
      return { proofs, failures, mfa }
    },
    check: proof.spends
      ? undefined
      : async ({ credentials }) => {
          const found = await credentials.findProven(user.userPoolId, user.sub, password.revision)
          return { proofs, failures: admitted(found, proof, now).failures }
        },
  }
}

/**
 * Lets a user in within the transaction that the step ends with. Everything that the proof depends on is checked again
 * under lock, so that a concurrent failure, a new password or a disabled user is not missed; then the proof is spent.
 */
async function admit(stores: Stores, proof: PasswordProof, now: Instant): Promise<ProvenUser> {
  const { user: proven, password, spends } = proof
  const { userPoolId, sub } = proven
  const user = admitted(await stores.credentials.lockProven(userPoolId, sub, password.revision), proof, now)
  if (spends && !(await stores.consumedTokens.consume(spends))) throw incorrectUsernameOrPassword()
  return user
}

function admitted(
  user: ProvenUser | undefined,
  { password }: Pick<PasswordProof, 'password'>,
  now: Instant,
): ProvenUser {
  assertNotLocked(user?.failures, now)
  if (!user) throw incorrectUsernameOrPassword()
  assertMayEnter(user, password, now)
  return user
}

function assertMayEnter(user: UserStanding, password: StoredPassword, now: Instant): void {
  assertMayHoldTokens(user)
  assertNotExpired(password, now)
}
