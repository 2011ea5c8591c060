{{- define "users.server.env" -}}
- name: CONFIG_FILE
  value: /etc/users/config/application.yaml
- name: MIGRATE_AT_START
  value: {{ not .Values.migrations.enabled | quote }}
{{ include "users.database.env" (dict "root" . "login" (include "users.login" . | fromYaml)) }}
{{- if .Values.tls.existingSecret }}
- name: TLS_CERT_FILE
  value: /etc/users/tls/tls.crt
- name: TLS_KEY_FILE
  value: /etc/users/tls/tls.key
{{- end }}
{{- if .Values.tls.clientAuthoritiesSecret }}
- name: TLS_CLIENT_CA_FILE
  value: /etc/users/client-authorities/ca.crt
{{- end }}
- name: CALLERS_REQUIRED
  value: {{ .Values.callers.required | quote }}
{{- if .Values.callers.jwksSecret }}
- name: JWKS_FILE
  value: /etc/users/jwks/jwks.json
{{- end }}
{{- if .Values.callers.jwksAuthoritySecret }}
- name: JWKS_CA_FILE
  value: /etc/users/jwks-authority/ca.crt
{{- end }}
{{- include "users.texts" (dict
      "TLS_CLIENT_ROLES" .Values.callers.certificateRoles
      "JWKS_URL" .Values.callers.jwksUrl
      "JWT_ISSUER" .Values.callers.issuer
      "JWT_AUDIENCE" .Values.callers.audience
      "JWT_ROLES_CLAIM" .Values.callers.rolesClaim
      "LOG_FORMAT" .Values.log.format
      "LOG_LEVEL" .Values.log.level) }}
{{- with .Values.tracing.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ quote . }}
- name: OTEL_TRACES_SAMPLER_ARG
  value: {{ $.Values.tracing.sample | quote }}
{{- end }}
{{- range .Values.extraEnv }}
- name: {{ quote .name }}
  {{- if .valueFrom }}
  valueFrom: {{- toYaml .valueFrom | nindent 4 }}
  {{- else }}
  value: {{ .value | quote }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "users.texts" -}}
{{- range $name, $value := . }}
{{- with $value }}
- name: {{ $name }}
  value: {{ quote . }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* The folders of Secrets that a server needs, by name. */ -}}
{{- define "users.server.secrets" -}}
{{ include "users.database.secrets" (dict "root" . "login" (include "users.login" . | fromYaml)) }}
{{- with .Values.tls.existingSecret }}
tls: {{ quote . }}
{{- end }}
{{- with .Values.tls.clientAuthoritiesSecret }}
client-authorities: {{ quote . }}
{{- end }}
{{- with .Values.callers.jwksSecret }}
jwks: {{ quote . }}
{{- end }}
{{- with .Values.callers.jwksAuthoritySecret }}
jwks-authority: {{ quote . }}
{{- end }}
{{- end -}}

{{- /* Kubernetes' own gRPC probes speak plaintext, so with TLS it asks the port of administration. */ -}}
{{- define "users.probe" -}}
{{- if .root.Values.tls.existingSecret -}}
httpGet:
  path: /observe/health/{{ .path }}
  port: admin
{{- else -}}
grpc:
  port: 5355
  service: {{ quote .service }}
{{- end -}}
{{- end -}}
