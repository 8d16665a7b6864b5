import '../lib/zod';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { CredentialQuestions } from '../features/git/credential-dialog';
import { ProjectsScreen } from '../features/projects/projects-screen';
import { watchKeys } from '../lib/commands';
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
    const disposers = [watchTheme(), watchKeys()];
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
