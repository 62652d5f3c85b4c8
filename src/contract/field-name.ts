/** A member's name in lower camel case: in messages, in the audit trail and in our own words. */
export function fieldName(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1)
}
