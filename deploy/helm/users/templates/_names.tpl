{{- /* What every object of the release is named after. */ -}}
{{- define "users.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "users.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "users.labels" -}}
{{ include "users.labels.with" (dict "root" . "further" dict) }}
{{- end -}}

{{- /* With further ones, which count and not those of commonLabels, since no name may be there twice. */ -}}
{{- define "users.labels.with" -}}
{{- $labels := deepCopy (default dict .root.Values.commonLabels) -}}
{{- range $name, $text := .further -}}
{{- $_ := set $labels $name $text -}}
{{- end -}}
{{- with .root -}}
{{ include "users.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}
{{- with $labels }}
{{ include "users.pairs" . }}
{{- end }}
{{- end -}}

{{- define "users.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "users.name" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "users.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (default $.Chart.AppVersion .tag) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* Texts by name, each in quotes, whatever YAML would make of it. */ -}}
{{- define "users.pairs" -}}
{{- $lines := list -}}
{{- range $name, $text := . -}}
{{- $lines = append $lines (printf "%s: %s" (quote $name) (quote $text)) -}}
{{- end -}}
{{- join "\n" $lines -}}
{{- end -}}
