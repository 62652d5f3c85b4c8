/** AWS: what authenticators call the user, the `sub` in base64url (WebAuthn Level 3, "user handle"). */
export function userHandleOf(sub: string): string {
  return Buffer.from(sub).toString('base64url')
}
