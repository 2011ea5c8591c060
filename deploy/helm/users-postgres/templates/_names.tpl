{{- define "postgres.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ include "postgres.pairs" . }}
{{- end }}
{{- end -}}

{{- define "postgres.image" -}}
{{- with .Values.image -}}
{{- /* CloudNativePG wants the tag in any case: by it an upgrade is known. */ -}}
{{- printf "%s:%s" .repository (default (printf "%s-standard-trixie" $.Chart.AppVersion) .tag) -}}
{{- with .digest -}}@{{ . }}{{- end -}}
{{- end -}}
{{- end -}}

{{- /* The last part of the names of certificates and their Secrets, and the role of each. */ -}}
{{- define "postgres.clients" -}}
users: users
migrations: users_migrations
connector: users_connector
# CloudNativePG's own, by which standbys follow.
replication: streaming_replica
{{- end -}}

{{- define "postgres.certificate" -}}
secretTemplate:
  labels:
    # CloudNativePG reads it again when it is renewed.
    cnpg.io/reload: ""
duration: {{ .Values.certificates.duration }}
renewBefore: {{ .Values.certificates.renewBefore }}
privateKey:
  algorithm: ECDSA
  size: 256
  # The only one that the PostgreSQL driver of Java reads.
  encoding: PKCS8
  rotationPolicy: Always
issuerRef:
  kind: Issuer
  name: {{ .Release.Name }}
{{- end -}}

{{- /* Texts by name, each in quotes, whatever YAML would make of it. */ -}}
{{- define "postgres.pairs" -}}
{{- $lines := list -}}
{{- range $name, $text := . -}}
{{- $lines = append $lines (printf "%s: %s" (quote $name) (quote $text)) -}}
{{- end -}}
{{- join "\n" $lines -}}
{{- end -}}
