import type { PendingSecret, RegisteredApp, SoftwareToken, VerifiedSecret } from './software-token.ts'

export interface SoftwareTokenStore {
  find(userPoolId: string, sub: string): Promise<SoftwareToken | undefined>
  /** What is verified of it. The secret stays sealed. */
  findApp(userPoolId: string, sub: string): Promise<RegisteredApp | undefined>
  /** Replaces a pending secret. A verified one stays. Returns the revision of the new one. */
  setPending(userPoolId: string, sub: string, secret: Buffer): Promise<string>
  /**
   * Makes the pending secret the verified one. Of rivals one succeeds.
   * @param step the time step of the code that proved it
   * @returns false, and changes nothing, if the secret is not pending any more
   */
  confirm(
    userPoolId: string,
    sub: string,
    pending: PendingSecret,
    as: { readonly name: string | undefined; readonly step: number },
  ): Promise<boolean>
  /**
   * Uses up the code of a time step, and those of all earlier ones. Of rivals one succeeds.
   * @param revision of the secret that the code was checked with
   * @returns false if this step or a later one was used before, or this secret is not the verified one any more
   */
  useStep(userPoolId: string, sub: string, revision: string, step: number): Promise<boolean>
  /** Stores a verified secret from elsewhere. */
  setVerified(userPoolId: string, sub: string, verified: Omit<VerifiedSecret, 'revision'>): Promise<void>
  /** Returns whether the user had one, verified or pending. */
  delete(userPoolId: string, sub: string): Promise<boolean>
}
