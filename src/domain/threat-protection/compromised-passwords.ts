/** The passwords that are known from breaches of other services. */
export interface CompromisedPasswords {
  /** Never rejects: if the list can't be read, that is logged, and the password counts as unknown. */
  has(password: string): Promise<boolean>
}
