import { type RouteLocationNormalizedLoaded, type Router, type RouterHistory, createRouter } from 'vue-router'
import DirectivePage from './pages/DirectivePage.vue'
import DocumentsPage from './pages/DocumentsPage.vue'
import EnrolmentPage from './pages/EnrolmentPage.vue'
import ListPage from './pages/ListPage.vue'
import SettingsPage from './pages/SettingsPage.vue'

/** The school's addresses. Until the phone is enrolled every one of them leads to the enrolment. */
export function createSchoolRouter(history: RouterHistory, isEnrolled: () => Promise<boolean>): Router {
  const router = createRouter({
    history,
    routes: [
      { path: '/', component: ListPage },
      { path: '/e', component: EnrolmentPage },
      { path: '/directives/:directiveId', component: DirectivePage, props: toDirectiveProps },
      { path: '/documents', component: DocumentsPage },
      { path: '/settings', component: SettingsPage },
      { path: '/:rest(.*)', redirect: '/' },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => to.path === '/e' || (await isEnrolled()) || '/e')
  return router
}

/** `?part=` names one period or part of the point. */
function toDirectiveProps({ params, query }: RouteLocationNormalizedLoaded): { directiveId: string; subject: string | null } {
  return { directiveId: String(params['directiveId']), subject: typeof query['part'] === 'string' ? query['part'] : null }
}
