import type { ClientSettings } from '../clients/user-pool-client.ts'

/** AWS: a token with one of these scopes needs a client that can read all of the scope's attributes. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
}

/** Whether one of the scopes shows attributes that the client may not read. */
export function exceedsReadable(
  { readAttributes }: Pick<ClientSettings, 'readAttributes'>,
  scopes: readonly string[],
): boolean {
  if (!readAttributes?.length) return false
  const shown = scopes.flatMap((scope) => (Object.hasOwn(ATTRIBUTES, scope) ? (ATTRIBUTES[scope] ?? []) : []))
  return shown.some((name) => !readAttributes.includes(name))
}
