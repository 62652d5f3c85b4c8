import { authorizeEndpoint } from '../endpoints/authorize/authorize.ts'
import { logoutEndpoint } from '../endpoints/logout/logout.ts'
import { registerEndpoint } from '../endpoints/register/register.ts'
import { revokeEndpoint } from '../endpoints/revoke/revoke.ts'
import { tokenEndpoint } from '../endpoints/token/token.ts'
import { userInfoEndpoint } from '../endpoints/user-info/user-info.ts'
import { postChallenge, showChallenge } from '../flows/challenge.ts'
import { showError } from '../flows/error.ts'
import { postLogin, showLogin } from '../flows/login.ts'
import { preflight } from './answers.ts'
import type { ExchangeHandler } from './exchange.ts'

type Method = 'GET' | 'POST' | 'OPTIONS'

/** What a domain answers. AWS: paths are case-sensitive. */
export const ROUTES: Readonly<Record<string, Partial<Record<Method, ExchangeHandler>>>> = {
  '/oauth2/authorize': { GET: authorizeEndpoint },
  '/oauth2/token': { POST: tokenEndpoint, OPTIONS: preflight },
  '/oauth2/userInfo': { GET: userInfoEndpoint, POST: userInfoEndpoint, OPTIONS: preflight },
  '/oauth2/revoke': { POST: revokeEndpoint, OPTIONS: preflight },
  '/oauth2/register': { POST: registerEndpoint },
  '/logout': { GET: logoutEndpoint },
  '/login': { GET: showLogin, POST: postLogin },
  '/login/continue': { GET: showChallenge, POST: postChallenge },
  '/mfa': { GET: showChallenge, POST: postChallenge },
  '/mfa/register': { GET: showChallenge, POST: postChallenge },
  '/changePassword': { GET: showChallenge, POST: postChallenge },
  '/error': { GET: showError },
}
