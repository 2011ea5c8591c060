{{- /* What the pods of servers and of migrations have in common: the Pod Security Standard "restricted", and more. */ -}}
{{- define "users.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  # Of the files of Secrets, which others cannot read.
  fsGroup: 65532
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ quote . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- include "users.pairs" . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ quote . }}
{{- end }}
{{- end -}}

{{- define "users.container" -}}
image: {{ include "users.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
resources: {{- toYaml .Values.resources | nindent 2 }}
{{- end -}}

{{- /* Secrets as whole folders, since the files of a subPath would not be renewed. */ -}}
{{- define "users.mounts" -}}
- name: config
  mountPath: /etc/users/config
  readOnly: true
{{- range $folder, $secret := .secrets }}
- name: {{ $folder }}
  mountPath: /etc/users/{{ $folder }}
  readOnly: true
{{- end }}
{{- end -}}

{{- define "users.volumes" -}}
- name: config
  configMap:
    name: {{ .config }}
{{- range $folder, $secret := .secrets }}
- name: {{ $folder }}
  secret:
    secretName: {{ quote $secret }}
    # 0440, which YAML 1.2 would not read as octal.
    defaultMode: 288
    {{- if eq $folder "database-authority" }}
    # A key that may be beside it is none of the pod's business.
    items: [{key: ca.crt, path: ca.crt}]
    {{- end }}
{{- end }}
{{- end -}}

{{- /* The file of configuration: the chart's own keys over those of config. */ -}}
{{- define "users.config" -}}
{{- $grace := printf "PT%dS" (int .Values.shutdown.graceSeconds) -}}
application.yaml: |
  {{- mergeOverwrite (deepCopy .Values.config) (dict "users" (dict "shutdown" (dict "grace" $grace))) | toYaml | nindent 2 }}
{{- end -}}
