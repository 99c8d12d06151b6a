export { StatusPage as Component } from '../../features/operations/components/status-page.tsx';
