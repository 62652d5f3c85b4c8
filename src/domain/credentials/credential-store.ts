import type { SignInFailures } from '../limits/sign-in-lockout.ts'
import type { LookUp } from '../users/aliases.ts'
import type { User } from '../users/user.ts'
import type { UserStanding } from '../users/user-store.ts'
import type { ForeignPassword } from './foreign-password.ts'
import type { PasswordRecord, StoredPassword } from './stored-password.ts'

/** What a user proves itself with, apart from the user's profile because only sign-in needs it. */
export interface Credentials {
  /** Undefined for users without a password. */
  readonly password: StoredPassword | undefined
  /** Only until an imported user's first sign-in, and then there is no password yet. */
  readonly foreignPassword?: ForeignPassword
  readonly failures: SignInFailures | undefined
}

/** What a new user proves itself with. */
export interface NewCredentials extends Partial<Pick<Credentials, 'foreignPassword'>> {
  readonly password?: PasswordRecord
  readonly sub: string
}

export interface CredentialedUser {
  readonly user: User
  readonly credentials: Credentials
}

export interface ProvenUser extends UserStanding {
  readonly failures: SignInFailures | undefined
}

export interface CredentialStore {
  /** The user whom a name in a request stands for (see `UserStore.resolve`) and what that user is known by. */
  resolve(userPoolId: string, lookUp: LookUp): Promise<CredentialedUser | undefined>
  find(userPoolId: string, sub: string): Promise<Credentials>
  /** As {@link find}, and holds them against other transactions until this one ends. */
  lock(userPoolId: string, sub: string): Promise<Credentials>
  /**
   * What decides whether a user comes in whose password was proven; holds user and credentials. Undefined if the user
   * is gone or has another password by now.
   */
  lockProven(userPoolId: string, sub: string, passwordRevision: string): Promise<ProvenUser | undefined>
  /** Gives many new users of a pool their credentials at once. */
  insertAll(userPoolId: string, credentials: readonly NewCredentials[]): Promise<void>
  /**
   * Sets or removes the password, and forgets a foreign one and the failures. The user is to be held by the transaction.
   * Returns the new revision.
   */
  setPassword(userPoolId: string, sub: string, password: PasswordRecord | undefined): Promise<string>
  /** Gives a new user a hash in place of a password. */
  setForeignPassword(userPoolId: string, sub: string, password: ForeignPassword): Promise<void>
  setFailures(userPoolId: string, sub: string, failures: SignInFailures | undefined): Promise<void>
}
