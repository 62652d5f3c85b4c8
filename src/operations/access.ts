import type { Caller } from '../domain/iam/principal.ts'
import type { TokenCaller } from '../domain/tokens/authenticate-token.ts'
import { userPoolArn } from '../domain/user-pools/user-pool.ts'

/** Where a request is at home: the region it was signed for and the account that the server keeps. */
export interface Scope {
  readonly region: string
  readonly account: string
}

/** The caller of a signed operation. */
export interface IamCaller extends Caller {
  readonly accessKeyId: string
}

/** Signature Version 4, then the operation's IAM action on a resource that follows from the input. */
export interface IamAccess<Input> {
  readonly kind: 'iam'
  resource(input: Input, scope: Scope): string
}

/** The access token of a user, among the members of the input. */
export interface TokenAccess<Input> {
  readonly kind: 'access-token'
  token(input: Input): string
}

/** An access token, or the session of a sign-in that is under way, which the handler checks itself. */
export interface TokenOrSessionAccess<Input> {
  readonly kind: 'access-token-or-session'
  token(input: Input): string | undefined
}

/** Open to any client: no signature is looked at. */
export interface OpenAccess {
  readonly kind: 'anyone'
}

/** What an operation demands of its caller; `Known` is what its handler then gets. */
export type Access<Input, Known> = (
  | IamAccess<Input>
  | TokenAccess<Input>
  | TokenOrSessionAccess<Input>
  | OpenAccess
) & { readonly caller?: Known }

type Resource<Input> = (input: Input, scope: Scope) => string

function iamAccess<Input>(resource: Resource<Input>): Access<Input, IamCaller> {
  return { kind: 'iam', resource }
}

export const iam = {
  /** On the pool that the input names. */
  onUserPool: iamAccess<{ UserPoolId: string }>((input, scope) => userPoolArn(scope, input.UserPoolId)),
  /** On the pool that the input names, where the model calls the member optional (`shape-traits.ts`). */
  onOptionalUserPool: iamAccess<{ UserPoolId?: string | undefined }>((input, scope) =>
    userPoolArn(scope, input.UserPoolId ?? ''),
  ),
  /** AWS: what makes a pool is authorised on all pools. */
  onEveryUserPool: iamAccess<unknown>((_, scope) => userPoolArn(scope, '*')),
  /** On the pool behind an ARN. */
  onResourceArn: iamAccess<{ ResourceArn: string }>((input) => input.ResourceArn),
  /** AWS: operations without a pool are authorised on everything. */
  onService: iamAccess<unknown>(() => '*'),
}

export const anyone: Access<unknown, undefined> = { kind: 'anyone' }

/** AWS: some operations call the token optional in the model, and require it all the same (`shape-traits.ts`). */
export function accessToken(): Access<{ AccessToken?: string | undefined }, TokenCaller> {
  return { kind: 'access-token', token: ({ AccessToken = '' }) => AccessToken }
}

/** The caller is undefined where no access token was sent. */
export function accessTokenOrSession(): Access<
  { AccessToken?: string | undefined },
  TokenCaller | undefined
> {
  return { kind: 'access-token-or-session', token: ({ AccessToken }) => AccessToken }
}
