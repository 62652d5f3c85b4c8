import type { SignInFailures } from '../limits/sign-in-lockout.ts'
import type { LookUp } from '../users/aliases.ts'
import type { User } from '../users/user.ts'
import type { UserStanding } from '../users/user-store.ts'
import type { ForeignPassword } from './foreign-password.ts'
import type { PasswordRecord, StoredPassword } from './stored-password.ts'

/** What a user proves their identity with. Apart from the profile, because only sign-in needs it. */
export interface Credentials {
  /** Undefined for users without a password. */
  readonly password: StoredPassword | undefined
  /** Present only until an imported user's first sign-in; there is no password yet. */
  readonly foreignPassword?: ForeignPassword
  readonly failures: SignInFailures | undefined
}

/** What a sign-in whose password is proven still needs of the credentials. The password stays sealed. */
export interface CredentialState {
  /** Null for users without a password. */
  readonly passwordRevision: string | null
  readonly failures: SignInFailures | undefined
}

/** The initial credentials of a new user. */
export interface NewCredentials extends Partial<Pick<Credentials, 'foreignPassword'>> {
  readonly password?: PasswordRecord
  readonly sub: string
}

export interface CredentialedUser {
  readonly user: User
  readonly credentials: Credentials
}

export interface UserWithState {
  readonly user: User
  readonly state: CredentialState
}

export interface ProvenUser extends UserStanding, Pick<User, 'mfa'> {
  readonly failures: SignInFailures | undefined
}

export interface CredentialStore {
  /** The user that a name in a request stands for (see `UserStore.resolve`), with the credentials. */
  resolve(userPoolId: string, lookUp: LookUp): Promise<CredentialedUser | undefined>
  find(userPoolId: string, sub: string): Promise<Credentials>
  /** Like {@link find}, and locks the credentials until this transaction ends. */
  lock(userPoolId: string, sub: string): Promise<Credentials>
  /** These two are like {@link resolve} and {@link find}, and cost less. */
  resolveState(userPoolId: string, lookUp: LookUp): Promise<UserWithState | undefined>
  findState(userPoolId: string, sub: string): Promise<CredentialState>
  /** The user and the state of the credentials, both locked until this transaction ends. */
  lockWithUser(userPoolId: string, sub: string): Promise<UserWithState | undefined>
  /**
   * What decides whether a user whose password was proven may sign in. Locks the user and the credentials. Returns
   * undefined if the user was deleted or has another password by now.
   */
  lockProven(userPoolId: string, sub: string, passwordRevision: string): Promise<ProvenUser | undefined>
  /** Like {@link lockProven}, and locks nothing. */
  findProven(userPoolId: string, sub: string, passwordRevision: string): Promise<ProvenUser | undefined>
  /** Gives many new users of a pool their credentials. */
  insertAll(userPoolId: string, credentials: readonly NewCredentials[]): Promise<void>
  /**
   * Sets or removes the password, and deletes a foreign one and the counted failures. The transaction must hold the
   * user's lock.
   * Returns the new revision.
   */
  setPassword(userPoolId: string, sub: string, password: PasswordRecord | undefined): Promise<string>
  /** Gives a new user a foreign hash instead of a password. */
  setForeignPassword(userPoolId: string, sub: string, password: ForeignPassword): Promise<void>
  setFailures(userPoolId: string, sub: string, failures: SignInFailures | undefined): Promise<void>
}
