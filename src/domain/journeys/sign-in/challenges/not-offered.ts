import { requiredParameter } from '../../shared/required-parameters.ts'
import { invalidSession } from '../progress.ts'
import type { Challenge } from './challenge.ts'

/** A challenge that no sign-in presents, so that no session with it is valid. */
export const notOffered: Challenge = {
  present() {
    throw new Error('a challenge that is not offered was presented')
  },

  async answer(_, { parameters, session }) {
    requiredParameter('USERNAME', parameters.USERNAME)
    requiredParameter('Session', session)
    throw invalidSession()
  },
}
