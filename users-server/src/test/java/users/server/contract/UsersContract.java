package users.server.contract;

/** What is true of {@link users.api.Users}, however one gets to them. A test class says only where they are. */
public interface UsersContract
        extends CreateContract,
                EmailContract,
                FilterContract,
                InjectionContract,
                LabelsContract,
                GetContract,
                BatchGetContract,
                AnswerSizeContract,
                ListContract,
                UpdateContract,
                DeleteContract,
                RecycleBinContract,
                WatchContract,
                ChangesContract,
                PasswordContract,
                ImportContract,
                ImportedPasswordContract,
                RandomImportContract,
                ExportContract,
                RequestIdContract,
                ValidateOnlyContract {}
