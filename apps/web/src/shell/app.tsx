import '../lib/zod';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { CredentialQuestions } from '../features/git/credential-dialog';
import { ProjectsScreen } from '../features/projects/projects-screen';
import { watchProjects } from '../features/projects/watch-projects';
import { watchKeys } from '../lib/commands';
import { watchConnection } from '../lib/connection';
import { queryClient } from '../lib/query';
import { watchTheme } from '../lib/theme';
import { Toaster } from '../ui/toaster';
import { TooltipProvider } from '../ui/tooltip';
import { ProjectPage } from '../workbench/project-page';
import { dropTokenFromUrl, useRoute } from './route';

/** Everything that lives as long as the page does. */
export function App() {
  useEffect(() => {
    dropTokenFromUrl();
    // Events first, so that none falls between a snapshot and its changes; a new connection may have missed some.
    const disposers = [
      watchProjects(queryClient),
      watchConnection(() => void queryClient.invalidateQueries()),
      watchTheme(),
      watchKeys(),
    ];
    return () => {
      for (const dispose of disposers) dispose();
    };
  }, []);

  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <Screen />
        <CredentialQuestions />
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  );
}

function Screen() {
  const route = useRoute();
  switch (route.view) {
    case 'projects':
      return <ProjectsScreen />;
    case 'project':
      return <ProjectPage key={route.projectId} projectId={route.projectId} />;
  }
}
