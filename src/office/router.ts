import { type Router, type RouterHistory, createRouter, createWebHistory } from 'vue-router'
import AccessibilityPage from './pages/AccessibilityPage.vue'
import AdministrationPage from './pages/AdministrationPage.vue'
import AssignmentPage from './pages/AssignmentPage.vue'
import DataPage from './pages/DataPage.vue'
import DoctorPage from './pages/DoctorPage.vue'
import DocumentLifePage from './pages/DocumentLifePage.vue'
import DocumentsPage from './pages/DocumentsPage.vue'
import DraftsPage from './pages/DraftsPage.vue'
import HelpPage from './pages/HelpPage.vue'
import InvitationPage from './pages/InvitationPage.vue'
import JournalPage from './pages/JournalPage.vue'
import LettersPage from './pages/LettersPage.vue'
import MatrixPage from './pages/MatrixPage.vue'
import MissingPage from './pages/MissingPage.vue'
import OrganizationImportPage from './pages/OrganizationImportPage.vue'
import OrganizationPage from './pages/OrganizationPage.vue'
import OrganizationsPage from './pages/OrganizationsPage.vue'
import ReportsPage from './pages/ReportsPage.vue'
import PeoplePage from './pages/PeoplePage.vue'
import ProfilePage from './pages/ProfilePage.vue'
import ProgressPage from './pages/ProgressPage.vue'
import QueuePage from './pages/QueuePage.vue'
import ReviewPage from './pages/ReviewPage.vue'
import SafetyPage from './pages/SafetyPage.vue'
import SettingsPage from './pages/SettingsPage.vue'
import UnaddressedPage from './pages/UnaddressedPage.vue'

/** The office's addresses, all under `/office`. */
export function createOfficeRouter(history: RouterHistory = createWebHistory('/office')): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', redirect: { name: 'documents' } },
      { path: '/documents', name: 'documents', component: DocumentsPage },
      { path: '/documents/:resolutionId', name: 'matrix', component: MatrixPage, props: true },
      { path: '/control', name: 'control', component: MatrixPage },
      { path: '/queue', name: 'queue', component: QueuePage },
      { path: '/progress', name: 'progress', component: ProgressPage },
      { path: '/documents/:resolutionId/life', name: 'life', component: DocumentLifePage, props: true },
      { path: '/drafts', name: 'drafts', component: DraftsPage },
      { path: '/drafts/:draftId', name: 'review', component: ReviewPage, props: true },
      { path: '/unaddressed', name: 'unaddressed', component: UnaddressedPage },
      { path: '/organizations', name: 'organizations', component: OrganizationsPage },
      { path: '/organizations/import', name: 'organizationImport', component: OrganizationImportPage },
      { path: '/organizations/letters', name: 'letters', component: LettersPage },
      { path: '/organizations/:organizationId', name: 'organization', component: OrganizationPage, props: true },
      { path: '/organizations/:organizationId/assignments/:subject', name: 'assignment', component: AssignmentPage, props: true },
      { path: '/reports', name: 'reports', component: ReportsPage },
      { path: '/administration', name: 'administration', component: AdministrationPage },
      { path: '/people', name: 'people', component: PeoplePage },
      { path: '/profile', name: 'profile', component: ProfilePage },
      { path: '/journal', name: 'journal', component: JournalPage },
      { path: '/settings', name: 'settings', component: SettingsPage },
      { path: '/data', name: 'data', component: DataPage },
      { path: '/doctor', name: 'doctor', component: DoctorPage },
      { path: '/help', name: 'help', component: HelpPage },
      { path: '/invitation', name: 'invitation', component: InvitationPage },
      { path: '/safety', name: 'safety', component: SafetyPage },
      { path: '/accessibility', name: 'accessibility', component: AccessibilityPage },
      { path: '/:rest(.*)*', component: MissingPage },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
}
