import { authorizeEndpoint } from '../endpoints/authorize/authorize.ts'
import { logoutEndpoint } from '../endpoints/logout/logout.ts'
import { registerEndpoint } from '../endpoints/register/register.ts'
import { revokeEndpoint } from '../endpoints/revoke/revoke.ts'
import { tokenEndpoint } from '../endpoints/token/token.ts'
import { userInfoEndpoint } from '../endpoints/user-info/user-info.ts'
import { getIdpResponse, postIdpResponse } from '../federation/idp-response.ts'
import { getSamlLogout, postSamlLogout } from '../federation/saml-logout.ts'
import { postSamlResponse } from '../federation/saml-response.ts'
import { postConfirm, showConfirm } from '../flows/accounts/confirm.ts'
import { confirmByLink } from '../flows/accounts/confirm-link.ts'
import { postForgotPassword, showForgotPassword } from '../flows/accounts/forgot-password.ts'
import { postResendCode, showResendCode } from '../flows/accounts/resend-code.ts'
import { postResetPassword, showResetPassword } from '../flows/accounts/reset-password.ts'
import { postSignUp, showSignUp } from '../flows/accounts/sign-up.ts'
import { postAddPasskey, showAddPasskey } from '../flows/add-passkey.ts'
import { brandingImage, isBrandingImage } from '../flows/branding-image.ts'
import { postChallenge, showChallenge } from '../flows/challenge.ts'
import { showError } from '../flows/error.ts'
import { postLogin, showLogin } from '../flows/login.ts'
import { pageScript } from '../flows/page-script.ts'
import { postRememberDevice, showRememberDevice } from '../flows/remember-device.ts'
import { preflight } from './answers.ts'
import type { ExchangeHandler } from './exchange.ts'

type Method = 'GET' | 'POST' | 'OPTIONS'
type Route = Partial<Record<Method, ExchangeHandler>>

/** What a domain answers. AWS: paths are case-sensitive. */
export const ROUTES: Readonly<Record<string, Route>> = {
  '/oauth2/authorize': { GET: authorizeEndpoint },
  '/oauth2/token': { POST: tokenEndpoint, OPTIONS: preflight },
  '/oauth2/userInfo': { GET: userInfoEndpoint, POST: userInfoEndpoint, OPTIONS: preflight },
  '/oauth2/revoke': { POST: revokeEndpoint, OPTIONS: preflight },
  '/oauth2/idpresponse': { GET: getIdpResponse, POST: postIdpResponse },
  '/saml2/idpresponse': { POST: postSamlResponse },
  '/saml2/logout': { GET: getSamlLogout, POST: postSamlLogout },
  '/oauth2/register': { POST: registerEndpoint },
  '/logout': { GET: logoutEndpoint },
  '/login': { GET: showLogin, POST: postLogin },
  '/login/continue': { GET: showChallenge, POST: postChallenge },
  '/mfa': { GET: showChallenge, POST: postChallenge },
  '/mfa/register': { GET: showChallenge, POST: postChallenge },
  '/changePassword': { GET: showChallenge, POST: postChallenge },
  '/rememberDevice': { GET: showRememberDevice, POST: postRememberDevice },
  '/signup': { GET: showSignUp, POST: postSignUp },
  '/confirm': { GET: showConfirm, POST: postConfirm },
  '/resendcode': { GET: showResendCode, POST: postResendCode },
  '/confirmUser': { GET: confirmByLink },
  '/confirmUser/': { GET: confirmByLink },
  '/forgotPassword': { GET: showForgotPassword, POST: postForgotPassword },
  '/confirmforgotPassword': { GET: showResetPassword, POST: postResetPassword },
  '/confirmForgotPassword': { GET: showResetPassword, POST: postResetPassword }, // AWS: linked in both ways
  '/passkeys/add': { GET: showAddPasskey, POST: postAddPasskey },
  '/error': { GET: showError },
  '/assets/pages.js': { GET: pageScript },
}

/** What a domain answers at a path, by method; undefined for a path that it does not have. */
export function routeOf(path: string): Route | undefined {
  if (Object.hasOwn(ROUTES, path)) return ROUTES[path]
  return isBrandingImage(path) ? { GET: brandingImage } : undefined
}

/** HEAD is answered like GET. */
export function handlerOf(route: Route, method: string): ExchangeHandler | undefined {
  const answered = method === 'HEAD' ? 'GET' : method
  return Object.hasOwn(route, answered) ? route[answered as Method] : undefined
}
