import { requiredParameter } from '../../shared/required-parameters.ts'
import { invalidSession } from '../progress.ts'
import type { Challenge } from './challenge.ts'

/** A challenge that is presented by no sign-in, so that no session with it is good. */
export const notOffered: Challenge = {
  present() {
    throw new Error('a challenge was to be presented that is not offered')
  },

  async answer(_, { parameters, session }) {
    requiredParameter('USERNAME', parameters.USERNAME)
    requiredParameter('Session', session)
    throw invalidSession()
  },
}
