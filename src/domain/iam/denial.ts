import { ServiceError } from '../../contract/service-error.ts'
import type { Decision, PolicyKind } from './evaluate-policies.ts'

type Refusal = Exclude<Decision, { outcome: 'allowed' }>

const NAMES: Readonly<Record<PolicyKind, { allows: string; denies: string }>> = {
  identity: { allows: 'no identity-based policy', denies: 'an identity-based policy' },
  boundary: { allows: 'no permissions boundary', denies: 'a permissions boundary' },
  session: { allows: 'no session policy', denies: 'a session policy' },
}

/** In the wording of the real service, which has no period at the end. */
export function accessDenied(
  callerArn: string,
  request: { readonly action: string; readonly resource: string },
  refusal: Refusal,
): ServiceError {
  const { action, resource } = request
  const reason =
    refusal.outcome === 'explicitDeny'
      ? `with an explicit deny in ${NAMES[refusal.kind].denies}`
      : `because ${NAMES[refusal.kind].allows} allows the ${action} action`
  return new ServiceError(
    'AccessDeniedException',
    `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  )
}
